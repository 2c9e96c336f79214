import { Icon } from '#components/ui/icon.tsx'

const stations: { place: string; holds: string; opens: boolean; who: string }[] = [
  { place: 'Your browser', holds: 'The credential as you pasted it', opens: true, who: 'you' },
  {
    place: 'AQUILA’s web server',
    holds: 'Seals it on arrival and keeps nothing',
    opens: false,
    who: 'has no key',
  },
  { place: 'Database', holds: 'The sealed credential only', opens: false, who: 'has no key' },
  {
    place: 'Worker and collector',
    holds: 'Open while they call Cloudflare',
    opens: true,
    who: 'two programs, no person',
  },
  {
    place: 'AQUILA support',
    holds: 'The last four characters, to recognize it',
    opens: false,
    who: 'in no role',
  },
  {
    place: 'After you disconnect',
    holds: 'Nothing: what was sealed is destroyed',
    opens: false,
    who: 'nothing is left',
  },
]

/** Every place that a credential comes through, and who can open it there; a line leads from one to the next. */
export function CredentialPath() {
  return (
    <ol className="text-14">
      {stations.map(({ place, holds, opens, who }, index) => (
        <li key={place} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-4">
          <span className="grid grid-rows-[0.75rem_1.5rem_1fr] justify-items-center">
            <span className={`w-px ${index === 0 ? '' : 'bg-control'}`} />
            <span
              className={`grid size-6 place-items-center rounded-full ${opens ? 'bg-accent-soft text-accent' : 'bg-accent text-on-accent'}`}
            >
              <Icon name={opens ? 'unlocked' : 'locked'} className="size-3.5" />
            </span>
            <span className={`w-px ${index === stations.length - 1 ? '' : 'bg-control'}`} />
          </span>
          <div className="grid items-baseline gap-x-6 py-3.5 sm:grid-cols-[11rem_minmax(0,1fr)_13rem] sm:border-b sm:border-line">
            <h3>{place}</h3>
            <p className="text-muted">{holds}</p>
            <p className="text-muted">
              <span className="font-strong text-ink">{opens ? 'Can open it' : 'Cannot open it'}</span>: {who}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}
