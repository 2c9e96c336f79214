/** One address, or a range of them in CIDR notation. */
interface AddressRange {
  /** 32 for IPv4, 128 for IPv6. */
  width: number
  bits: bigint
  /** How many of the leading bits count. */
  prefix: number
}

/** Whether a text is an IPv4 or IPv6 address, alone or with "/24" as a range. */
export function isAddressOrRange(text: string): boolean {
  return parseRange(text) !== null
}

/** Whether an address lies in one of the ranges, however either is written. */
export function isAmong(address: string, ranges: readonly string[]): boolean {
  const wanted = parseRange(address)
  if (wanted === null) return false
  return ranges.some((text) => {
    const range = parseRange(text)
    if (range?.width !== wanted.width || wanted.prefix < range.prefix) return false
    const rest = BigInt(range.width - range.prefix)
    return wanted.bits >> rest === range.bits >> rest
  })
}

function parseRange(text: string): AddressRange | null {
  const [address = '', prefixText, ...more] = text.split('/')
  const found = address.includes(':') ? parseV6(address) : parseV4(address)
  if (found === null || more.length > 0) return null
  if (prefixText === undefined) return { ...found, prefix: found.width }
  const prefix = Number(prefixText)
  return /^\d{1,3}$/.test(prefixText) && prefix <= found.width ? { ...found, prefix } : null
}

type Address = Pick<AddressRange, 'width' | 'bits'>

function parseV4(text: string): Address | null {
  const parts = text.split('.')
  // No leading zeros: some programs read them as octal.
  const isAddress = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))
  if (!isAddress || parts.some((part) => Number(part) > 255)) return null
  return { width: 32, bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) }
}

function parseV6(text: string): Address | null {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return null
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'))
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const missing = 8 - before.length - after.length
  // "::" stands for at least one group; without it all eight are there.
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null
  return { width: 128, bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n) }
}
