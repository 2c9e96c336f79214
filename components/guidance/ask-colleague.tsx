import { Anchor } from '#components/ui/anchor.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

/** For who does not own the Cloudflare account: a text that tells the colleague all there is to do. */
export function AskColleague({ text }: { text: string }) {
  return (
    <Disclosure summary="Someone else looks after Cloudflare?">
      <div className="grid gap-3">
        <p>
          Send this to the colleague who does. The token is entered here in the portal and never mailed: a
          mail stays in two mailboxes for years. Who has no access to the portal yet is{' '}
          <Anchor href="/colleagues" className="link">
            invited under Colleagues
          </Anchor>
          .
        </p>
        <div>
          <CopyButton text={text} label="Copy the text" look="secondary" />
        </div>
        <TextArea id="colleague-text" readOnly rows={12} value={text} aria-label="Text for your colleague" />
      </div>
    </Disclosure>
  )
}
