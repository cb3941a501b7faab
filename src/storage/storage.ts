/**
 * Where records are kept. Any of its methods may reject, hang, or answer with something else than was put in:
 * whoever uses it goes through {@link createRecord}, which expects all three.
 */
export interface StatusStorage {
  /** The value kept under `key`; `undefined` when there is none. */
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
}

/** `persistent`: survives a reload. `memory`: the platform's storage is blocked, full, hung or was never asked for. */
export type StorageMode = 'persistent' | 'memory'
