import { configureLog } from '#lib/log.ts'
import { setEnvironment } from '#tests/db/cluster.ts'

setEnvironment()
configureLog('tests', 'silent')
