import { createContext, useContext } from 'react'

const context = createContext('')

/** The Account ID that the wizard knows by now, for what was rendered on the server before anybody typed. */
export const KnownAccount = context.Provider

/** "" while none is known. */
export function useKnownAccount(): string {
  return useContext(context)
}
