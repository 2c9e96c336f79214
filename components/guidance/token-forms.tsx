import type { ReactNode } from 'react'

/** Cloudflare's two forms for a new token: what each makes, and who may. The links come from the page. */
export function TokenForms({ account, user }: { account: ReactNode; user: ReactNode }) {
  return (
    <div className="grid w-full gap-x-8 gap-y-5 pt-1 sm:grid-cols-2">
      <Form title="Account-owned" mark="Recommended" link={account}>
        Belongs to the account, so it goes on working when people leave; Cloudflare advises it for a SIEM such
        as AQUILA. Only a <b>Super Administrator</b> or <b>Administrator</b> of the account can create one.
      </Form>
      <Form title="User-owned" link={user}>
        Anyone can create one. It reads what you may read, and ends with your membership. The right choice too
        if Cloudflare refuses an account-owned token the audit log.
      </Form>
    </div>
  )
}

function Form({
  title,
  mark,
  link,
  children,
}: {
  title: string
  mark?: string
  link: ReactNode
  children: ReactNode
}) {
  return (
    <div
      className={`grid grid-rows-[auto_1fr_auto] justify-items-start gap-2 border-t-2 pt-2 ${mark ? 'border-accent' : 'border-line'}`}
    >
      <h4 className="flex w-full items-baseline justify-between font-strong">
        {title}
        {mark && <span className="text-12 text-accent">{mark}</span>}
      </h4>
      <p className="text-muted">{children}</p>
      {link}
    </div>
  )
}
