/** A marked text and what it is called in a report, which must never show it. */
export interface Needle {
  name: string
  text: string
}

export interface Hit {
  needle: string
  spelling: string
}

/** Looks for every needle in every spelling that a leak could have. */
export function search(haystack: readonly Buffer[], needles: readonly Needle[]): Hit[] {
  const wanted = needles.flatMap(({ name, text }) =>
    spellings(text).map(([spelling, bytes]) => ({ name, spelling, bytes })),
  )
  return wanted
    .filter(({ bytes }) => haystack.some((part) => part.includes(bytes)))
    .map(({ name, spelling }) => ({ needle: name, spelling }))
}

/** The spellings of a text, each as the bytes to look for. */
export function spellings(text: string): [string, Buffer][] {
  const plain = Buffer.from(text)
  const hex = plain.toString('hex')
  const found: [string, string | Buffer][] = [
    ['plain', text],
    ['reversed', [...text].toReversed().join('')],
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['URL-encoded', hex.replace(/../g, '%$&')],
    ['URL-encoded in capitals', hex.toUpperCase().replace(/../g, '%$&')],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ...base64Of(plain, 'base64'),
    ...base64Of(plain, 'base64url'),
  ]
  const encoded = encodeURIComponent(text)
  if (encoded !== text) found.push(['URL-encoded where needed', encoded])
  return found.map(([name, value]) => [name, Buffer.from(value)])
}

/** Inside a longer text the same bytes have three spellings, by where they begin; what the neighbors change is cut off. */
function base64Of(bytes: Buffer, encoding: 'base64' | 'base64url'): [string, string][] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString(encoding)
      .replace(/=+$/, '')
    const first = Math.ceil((shift * 8) / 6)
    const whole = Math.floor(((shift + bytes.length) * 8) / 6)
    return [`${encoding}, shifted by ${shift}`, text.slice(first, whole)]
  })
}
