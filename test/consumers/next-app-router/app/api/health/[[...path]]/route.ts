import { answerHealth } from '../../../../lib/health'

// Everything below `/api/health`, asked anew each time.
export const dynamic = 'force-dynamic'
export { answerHealth as GET, answerHealth as HEAD, answerHealth as POST }
