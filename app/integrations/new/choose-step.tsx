import { hrefOf } from '#app/integrations/new/position.ts'
import { MethodComparison } from '#components/guidance/method-comparison.tsx'
import { buttonClass } from '#components/ui/button-class.ts'

export function ChooseStep() {
  return (
    <div className="grid gap-4">
      <p className="text-14 text-muted">
        Not at hand yet? Choose the kind; the next step shows how to create or find it.
      </p>
      <MethodComparison
        actions={{
          api_token: (
            <a href={hrefOf({ step: 'prepare', method: 'api_token' })} className={buttonClass('primary')}>
              Use an API token
            </a>
          ),
          global_key: (
            <a href={hrefOf({ step: 'prepare', method: 'global_key' })} className={buttonClass('secondary')}>
              Use the Global API Key
            </a>
          ),
        }}
      />
    </div>
  )
}
