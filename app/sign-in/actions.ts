'use server'

import { redirect } from 'next/navigation'
import { publicAction } from '#lib/action.ts'
import { idle } from '#lib/action-result.ts'
import { confirmSignIn } from '#lib/auth/confirm-sign-in.ts'
import { homeOf } from '#lib/auth/home.ts'
import { requestSignIn } from '#lib/auth/request-sign-in.ts'
import { codeInput, nothingInput, signInInput } from '#lib/auth/schema.ts'
import { signOut } from '#lib/auth/sign-out.ts'

/** Sends the sign-in mail, or does as if. */
export const requestSignInAction = publicAction({
  name: 'sign-in.request',
  schema: signInInput,
  limits: (_nobody, { email }, { address }) => [
    // In this order: who is over the own limit must not use up anybody else's.
    ['signInNetwork', address],
    ['signInAddress', `${email} ${address}`],
    ['signInMailbox', email],
  ],
  run: async (_nobody, { email }) => {
    await requestSignIn(email)
    redirect('/sign-in/check-mail')
  },
})

/** Signs in with the code from the mail, in the browser that asked. */
export const confirmCodeAction = publicAction({
  name: 'sign-in.code',
  schema: codeInput,
  limits: (_nobody, _input, { address }) => [['signInCode', address]],
  run: async (_nobody, { code }) => {
    const answer = await confirmSignIn({ code })
    if (answer.outcome === 'signed_in') redirect(await homeOf(answer.personId))
    const message =
      answer.outcome === 'other_browser'
        ? 'This browser has not asked for a code, or asked more than 10 minutes ago. Ask for a new mail here.'
        : 'This code is not the one in the newest mail, or it has been used. After five wrong codes a new mail is needed.'
    return { status: 'invalid', message, fields: { code: message }, values: {} }
  },
})

const endSession = publicAction({
  name: 'sign-in.out',
  schema: nothingInput,
  run: async () => {
    await signOut()
    redirect('/')
  },
})

/** For a plain form: it always leads away, so there is no answer to show. */
export async function signOutAction(form: FormData): Promise<void> {
  await endSession(idle, form)
}
