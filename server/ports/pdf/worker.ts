import { type CertificateSheet, drawCertificate } from './certificate.ts';

export default function run(sheet: CertificateSheet): Promise<Buffer> {
  return drawCertificate(sheet);
}
