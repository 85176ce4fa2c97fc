import nodemailer from 'nodemailer';

export type Mail = { to: string; subject: string; text: string };

/** Sends mail; `enabled` is false where no server is set up, and then `send` is not called. */
export type Mailer = { enabled: boolean; send(mail: Mail): Promise<void> };

/** Mail through an SMTP server, or none where `settings` is null. */
export function createMailer(settings: { url: string; from: string } | null): Mailer {
  if (!settings) {
    return {
      enabled: false,
      async send() {
        throw new Error('No mail server is set up.');
      },
    };
  }
  const transport = nodemailer.createTransport(settings.url);
  return {
    enabled: true,
    async send(mail) {
      await transport.sendMail({ from: settings.from, ...mail });
    },
  };
}
