import { MonoId } from '#components/ui/mono-id.tsx'

/** Where a token can be limited to addresses, and AQUILA's own where they are known. */
export function EgressAddresses({ addresses }: { addresses: readonly string[] }) {
  if (addresses.length === 0)
    return (
      <p>
        Leave <b>Client IP Address Filtering</b> empty: AQUILA calls from its own addresses, not from yours.
        Support names them if you need the filter.
      </p>
    )
  return (
    <>
      <p>
        You can leave <b>Client IP Address Filtering</b> empty. To use it, allow{' '}
        {addresses.length === 1 ? 'the address' : 'all addresses'} that AQUILA calls from; the link cannot
        fill them in.
      </p>
      <ul className="grid">
        {addresses.map((address) => (
          <li key={address}>
            <MonoId value={address} name={`the address ${address}`} />
          </li>
        ))}
      </ul>
    </>
  )
}
