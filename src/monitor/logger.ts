/** Where the engine reports what no return value can carry. The console is one. */
export interface Logger {
  /** Something is likely to be set up wrongly. Once per cause, and only outside production builds. */
  warn(message: string): void
  /** A callback of the host app threw; the engine goes on. */
  error(message: string, error: unknown): void
}
