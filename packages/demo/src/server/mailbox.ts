import { Hono } from 'hono'
import { html } from 'hono/html'
import type { DevMailbox } from '@orgkit/server'

/** What the server would have sent by mail, as a page and as JSON. For development: it shows everybody's mail to anyone. */
export function createMailbox(mailbox: DevMailbox): Hono {
  const app = new Hono()
  app.get('/mailbox.json', async ({ json }) => json(await mailbox.list()))
  app.get('/mailbox', async (context) => {
    const mails = await mailbox.list()
    return context.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>Mailbox</title>
            <link rel="stylesheet" href="/dev/mailbox.css" />
          </head>
          <body>
            <main>
              <h1>Mailbox</h1>
              <p class="hint">Mail that this server would have sent. <a href="/notes">Back to Notes</a></p>
              ${mails.length === 0 ? html`<p class="empty">No mail yet. Sign up, and the first one is here.</p>` : ''}
              ${mails.map(
                (mail) =>
                  html`<article>
                    <h2>${mail.subject}</h2>
                    <p class="meta">
                      to <bdi>${mail.to}</bdi>,
                      <time datetime="${mail.sentAt}">${mail.sentAt.replace('T', ' ').slice(0, 16)} UTC</time>
                    </p>
                    <pre>${mail.text}</pre>
                    <ul>
                      ${mail.links.map((link) => html`<li><a href="${link}">${linkLabel(link)}</a></li>`)}
                    </ul>
                  </article>`,
              )}
            </main>
          </body>
        </html>`,
    )
  })
  return app
}

function linkLabel(link: string): string {
  if (link.includes('/invite/')) return 'Open invitation'
  return link.includes('/verify-email') ? 'Confirm address' : 'Open link'
}
