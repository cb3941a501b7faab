import {
  ApiStatusProvider,
  DegradedBanner,
  MaintenanceBanner,
  OfflineGate,
  StartupGate,
  StatusIndicator,
  StatusPanel,
  UpdateBanner,
  useApiStatus,
} from 'react-api-status'
import type { ReactNode } from 'react'
import 'react-api-status/styles.css'
import './app.css'

/** `initialReport`: what a server that rendered the page knew, if one did. */
export function App({ initialReport }: { readonly initialReport?: object | undefined }): ReactNode {
  return (
    <ApiStatusProvider url="/api/health" initialReport={initialReport}>
      <DegradedBanner />
      <MaintenanceBanner />
      <UpdateBanner />
      <StatusIndicator />
      <StartupGate>
        <OfflineGate fallback={<p>You are offline. Your drafts are kept.</p>}>
          <Draft />
        </OfflineGate>
        <StatusPanel />
      </StartupGate>
    </ApiStatusProvider>
  )
}

/** A component of the app's own, on the hooks alone. */
function Draft(): ReactNode {
  const isReadOnly = useApiStatus((api) => api.isReadOnly)
  return <textarea aria-label="Draft" readOnly={isReadOnly} />
}
