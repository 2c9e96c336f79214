import { Icon } from '#components/ui/icon.tsx'

const looks = {
  yes: { icon: 'unlocked', words: 'Can open it', color: 'bg-accent-soft text-accent' },
  no: { icon: 'locked', words: 'Cannot open it', color: 'bg-accent text-on-accent' },
  nothing: { icon: 'ended', words: 'Nothing to open', color: 'bg-sunken text-faint' },
} as const

const stations: { place: string; holds: string; opens: 'yes' | 'no' | 'nothing'; who: string }[] = [
  { place: 'Your browser', holds: 'The credential as you pasted it', opens: 'yes', who: 'you' },
  {
    place: 'AQUILA’s web server',
    holds: 'Asks Cloudflare what it sees, for you to choose; seals it; keeps nothing',
    opens: 'no',
    who: 'has no key',
  },
  { place: 'Database', holds: 'The sealed credential only', opens: 'no', who: 'has no key' },
  {
    place: 'AQUILA’s worker',
    holds: 'Opens it while it calls Cloudflare',
    opens: 'yes',
    who: 'one program, no person',
  },
  {
    place: 'AQUILA support',
    holds: 'Its kind and last four characters',
    opens: 'no',
    who: 'in no role',
  },
  {
    place: 'After you disconnect',
    holds: 'No credential any more',
    opens: 'nothing',
    who: 'it is destroyed',
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
            <span className={`grid size-6 place-items-center rounded-full ${looks[opens].color}`}>
              <Icon name={looks[opens].icon} className="size-3.5" />
            </span>
            <span className={`w-px ${index === stations.length - 1 ? '' : 'bg-control'}`} />
          </span>
          <div className="grid items-baseline gap-x-6 py-3.5 sm:grid-cols-[11rem_minmax(0,1fr)_13rem] sm:border-b sm:border-line">
            <h3>{place}</h3>
            <p className="text-muted">{holds}</p>
            <p className="text-muted">
              <span className="font-strong text-ink">{looks[opens].words}</span>: {who}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}
