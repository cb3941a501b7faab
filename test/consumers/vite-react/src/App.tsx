import {
  ApiStatusProvider,
  DegradedBanner,
  OfflineGate,
  StatusIndicator,
  useApiStatus,
} from 'react-api-status'
import type { ReactNode } from 'react'
import 'react-api-status/styles.css'

export function App(): ReactNode {
  return (
    <ApiStatusProvider url="/api/health">
      <DegradedBanner />
      <StatusIndicator />
      <OfflineGate fallback={<p>You are offline. Your drafts are kept.</p>}>
        <Status />
      </OfflineGate>
    </ApiStatusProvider>
  )
}

function Status(): ReactNode {
  const status: 'checking' | 'healthy' | 'degraded' | 'unhealthy' | 'offline' | 'unknown' = useApiStatus(
    (api) => api.status,
  )
  return <p>The headline is {status}.</p>
}
