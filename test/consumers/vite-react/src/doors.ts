// Every door, so that the types of each are checked under this project's settings.
import * as kit from 'react-api-status'
import * as core from 'react-api-status/core'
import * as query from 'react-api-status/query'
import * as server from 'react-api-status/server'
import * as testing from 'react-api-status/testing'
import * as de from 'react-api-status/words/de'
import * as en from 'react-api-status/words/en'

export const doors = { kit, core, query, server, testing, words: { de, en } }

// A name that no door has must not compile, or the types above are `any`.
// @ts-expect-error
export const none: unknown = core.thereIsNoSuchName
// @ts-expect-error
export const noneEither: unknown = server.thereIsNoSuchName
// @ts-expect-error
export const noSuchStatus: (status: kit.ApiStatus) => boolean = ({ status }) => status === 'fine'
