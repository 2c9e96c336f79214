import { CopyButton } from '#components/ui/copy-button.tsx'

/** An id in full, breaking where it must, with a button that copies it. `name` says what it is: "Account ID". */
export function MonoId({ value, name }: { value: string; name: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code dir="ltr" className="min-w-0 font-mono text-14 break-all">
        {value}
      </code>
      <CopyButton text={value} label={`Copy ${name}`} />
    </span>
  )
}
