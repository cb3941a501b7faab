import { OfflineGate } from '../../../src/components/gate/OfflineGate.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = {
  ui: (
    <>
      <OfflineGate fallback="Offline.">Content</OfflineGate>
      <OfflineGate>Content</OfflineGate>
    </>
  ),
}
