import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiStatusProvider, WordsProvider } from 'react-api-status'
import { invalidateOnRecovery } from 'react-api-status/query'
import 'react-api-status/styles.css'
import { monitor } from './monitor.js'
import { OrdersDesk } from './OrdersDesk.js'
import { WORDS } from './words.js'
import './page.css'

// The client in backend.ts tries again, and knows better when: it sees Retry-After, the breaker and the budget.
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
invalidateOnRecovery(queryClient, monitor)

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ApiStatusProvider monitor={monitor}>
        <WordsProvider words={WORDS}>
          <OrdersDesk />
        </WordsProvider>
      </ApiStatusProvider>
    </QueryClientProvider>
  </StrictMode>,
)
