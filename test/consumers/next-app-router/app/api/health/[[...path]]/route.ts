import { answerHealth } from '../../../../lib/health'

// `/api/health`, `/api/health/live` and `/api/health/ready`, asked anew each time.
export const dynamic = 'force-dynamic'
export { answerHealth as GET, answerHealth as HEAD }
