import { FeatureGate } from '../../../src/components/gate/FeatureGate.js'
import { OfflineGate } from '../../../src/components/gate/OfflineGate.js'
import { ReadOnlyGate } from '../../../src/components/gate/ReadOnlyGate.js'
import type { Exhibit } from './exhibit.js'

export const exhibit: Exhibit = {
  ui: (
    <>
      <OfflineGate fallback="Offline.">Content</OfflineGate>
      <OfflineGate>Content</OfflineGate>
      <FeatureGate needs="search">Content</FeatureGate>
      <ReadOnlyGate>Content</ReadOnlyGate>
    </>
  ),
}
