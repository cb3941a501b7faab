import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiStatusProvider, WordsProvider } from 'react-api-status'
import { DegradedBanner } from '@/components/ui/degraded-banner'
import { MaintenanceBanner } from '@/components/ui/maintenance-banner'
import { OfflineGate } from '@/components/ui/offline-gate'
import { StartupGate } from '@/components/ui/startup-gate'
import { StatusIndicator } from '@/components/ui/status-indicator'
import { StatusPanel } from '@/components/ui/status-panel'
import { UpdateBanner } from '@/components/ui/update-banner'
import './index.css'

const words = { components: { labels: { database: 'Orders', search: 'Search' } } }

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ApiStatusProvider url="/api/health">
      <WordsProvider words={words}>
        <main className="mx-auto flex max-w-2xl flex-col gap-6 p-6">
          <DegradedBanner />
          <MaintenanceBanner />
          <UpdateBanner />
          <StartupGate className="flex flex-col gap-6">
            <StatusIndicator variant="pill" className="self-start" />
            <OfflineGate>
              <textarea aria-label="Your review" className="w-full rounded-md border p-3" />
            </OfflineGate>
            <StatusPanel groups={{ Shop: ['database'] }} days={30} />
          </StartupGate>
        </main>
      </WordsProvider>
    </ApiStatusProvider>
  </StrictMode>,
)
