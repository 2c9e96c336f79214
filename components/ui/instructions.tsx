import type { ReactNode } from 'react'

/** Things to do elsewhere, one after another; the numbers come from CSS. */
export function Instructions({ children }: { children: ReactNode }) {
  return <ol className="grid gap-6 [counter-reset:step]">{children}</ol>
}

export function Instruction({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="relative grid justify-items-start gap-2 pl-10 text-14 [counter-increment:step] before:absolute before:top-0 before:left-0 before:w-6 before:text-right before:text-16 before:font-strong before:text-accent before:tabular-nums before:content-[counter(step)]">
      <h3 className="text-16">{title}</h3>
      {children}
    </li>
  )
}
