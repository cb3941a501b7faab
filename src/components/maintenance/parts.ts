export { MaintenanceCountdown as Countdown } from './MaintenanceCountdown.js'
export { MaintenanceDismiss as Dismiss } from './MaintenanceDismiss.js'
export { MaintenanceMessage as Message } from './MaintenanceMessage.js'
export { MaintenanceRoot as Root } from './MaintenanceRoot.js'
