export interface LogEntry {
  level: 'info' | 'warn' | 'error'
  message: string
  error?: unknown
}

export type Log = (entry: LogEntry) => void

export const consoleLog: Log = ({ level, message, error }) => {
  if (error === undefined) console[level](message)
  else console[level](message, error)
}
