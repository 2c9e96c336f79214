import { isUuid } from '#lib/is-uuid.ts'

/** Where a page of a history begins: the ones older than `after`, or those newer than `before`. */
export interface HistoryKey {
  after: string | null
  before: string | null
}

/** The key of an address. What makes no sense there counts as not given. */
export function historyKeyFrom(params: Record<string, string | string[] | undefined>): HistoryKey {
  const id = (name: string) => {
    const value = [params[name]].flat()[0]
    return value && isUuid(value) ? value : null
  }
  const before = id('before')
  return { before, after: before ? null : id('after') }
}
