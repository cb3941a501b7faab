import Link from 'next/link'
import { connection } from 'next/server'
import {
  ApiStatusProvider,
  ComponentList,
  DegradedBanner,
  FeatureGate,
  LastChecked,
  MaintenanceBanner,
  OfflineGate,
  Panel,
  ReadOnlyGate,
  StartupGate,
  StatusIndicator,
  UpdateBanner,
} from 'react-api-status'
import { readHealth } from '../lib/health'
import { Search } from './Search'

/** A server component. The kit's modules say 'use client' themselves, so they can be used here as they are. */
export default async function Page() {
  // A report is worth something at the time of the request, not of the build.
  await connection()
  return (
    <ApiStatusProvider url="/api/health" initialReport={await readHealth()}>
      <DegradedBanner />
      <MaintenanceBanner />
      <UpdateBanner />
      <h1>Shop</h1>
      <StatusIndicator variant="pill" render={<Link href="#status" />} />
      <StartupGate>
        <OfflineGate fallback={<p>You are offline. Your cart is kept.</p>}>
          <ReadOnlyGate>
            <textarea aria-label="Your review" />
          </ReadOnlyGate>
        </OfflineGate>
        <Panel.Root id="status">
          <Panel.Head>
            <Panel.Title />
            <Panel.Retry />
          </Panel.Head>
          <ComponentList labels={{ database: 'Orders', search: 'Search' }} />
          <LastChecked />
        </Panel.Root>
        <FeatureGate needs="search" fallback="Search is out of order. The catalogue still works.">
          <Search />
        </FeatureGate>
      </StartupGate>
    </ApiStatusProvider>
  )
}
