import { writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { makeBook } from './book.ts';

/** At four pages each, 500. */
const CHAPTERS = 125;

/** Prints the benchmark's book with Chromium (`CHROMIUM_PATH`, else /usr/bin/chromium). */
export async function printBook(file: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.setContent(makeBook(CHAPTERS));
    await writeFile(file, await page.pdf({ format: 'A4', outline: true, tagged: true }));
  } finally {
    await browser.close();
  }
}
