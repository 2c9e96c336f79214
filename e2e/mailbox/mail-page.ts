import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Mailbox } from '#e2e/mailbox/mailbox.ts'

/** A page that shows the mails of the demo, the newest first. */
export async function serveMails(mailbox: Mailbox): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    const mails = mailbox
      .mails()
      .toReversed()
      .map(
        ({ to, subject, text }) =>
          `<article><h2>${escapeHtml(subject)}</h2><p>To ${escapeHtml(to)}</p><pre>${linked(escapeHtml(text))}</pre></article>`,
      )
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy })
    response.end(`${head}${mails.join('') || '<p>No mail yet. This page looks again by itself.</p>'}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const policy = "default-src 'none'; style-src 'unsafe-inline'"
const head = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width"><title>Mailbox of the demo</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:40rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid;padding:1rem 0}h2{font-size:1rem;margin:0}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>Mailbox of the demo</h1>`

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** The portal's links open in the same browser, which is where they work. */
function linked(escaped: string): string {
  return escaped.replace(/https?:\/\/\S+/g, (url) => `<a href="${url}">${url}</a>`)
}
