import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiStatusProvider } from 'react-api-status'
import { DegradedBanner } from '@/components/ui/degraded-banner'
import { MaintenanceBanner } from '@/components/ui/maintenance-banner'
import { OfflineGate } from '@/components/ui/offline-gate'
import { StartupGate } from '@/components/ui/startup-gate'
import { StatusIndicator } from '@/components/ui/status-indicator'
import { StatusPanel } from '@/components/ui/status-panel'
import { UpdateBanner } from '@/components/ui/update-banner'
import './index.css'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ApiStatusProvider url="/api/health">
      <main className="mx-auto flex max-w-2xl flex-col gap-6 p-6">
        <DegradedBanner />
        <MaintenanceBanner />
        <UpdateBanner />
        <StartupGate className="flex flex-col gap-6">
          <StatusIndicator variant="pill" className="self-start" />
          <OfflineGate>
            <textarea aria-label="Your review" className="w-full rounded-md border p-3" />
          </OfflineGate>
          <StatusPanel labels={{ database: 'Orders' }} />
        </StartupGate>
      </main>
    </ApiStatusProvider>
  </StrictMode>,
)
