const emails = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+\.[^\s@"'<>(),;:]+/g
const ipv4 = /\b(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\b/g
const ipv6 = /\b([0-9a-f]{1,4}:[0-9a-f]{1,4}):[0-9a-f:]{2,}(?:\d|[a-f])\b/gi

/** Hides who it was and where from, and keeps what helps to tell two people apart: first letter, domain, network. */
export function maskPersonal(text: string): string {
  return text
    .replace(emails, (email) => `${[...email][0]}•••${email.slice(email.lastIndexOf('@'))}`)
    .replace(ipv4, '$1.•••')
    .replace(ipv6, '$1:•••')
}
