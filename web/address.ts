import type { IncomingMessage } from 'node:http'
import { isIP, SocketAddress } from 'node:net'

/**
 * Who asks, for counting: each trusted reverse proxy adds the address it saw at the right end of X-Forwarded-For; the
 * rest of it anyone can write. What is no address there counts as not given.
 */
export function addressOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedHops: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
  const seen = trustedHops > 0 ? bare(forwarded.at(-trustedHops) ?? '') : ''
  return networkOf(isIP(seen) ? seen : (request.socket.remoteAddress ?? ''))
}

/** Without the port and the brackets that some proxies write. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
}

/** An IPv6 customer has a whole /64 to itself: that is what limits count. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address || 'unknown'
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  // Node writes the shortest form; it is spelled out here, so that one network has one name.
  const [head = '', tail] = new SocketAddress({ address, family: 'ipv6' }).address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
