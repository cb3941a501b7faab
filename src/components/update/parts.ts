export { UpdateDismiss as Dismiss } from './UpdateDismiss.js'
export { UpdateMessage as Message } from './UpdateMessage.js'
export { UpdateReload as Reload } from './UpdateReload.js'
export { UpdateRoot as Root } from './UpdateRoot.js'
