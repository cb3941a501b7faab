import { describe, expect, it } from 'vitest'
import { createBackendClient } from '../../src/client/createBackendClient.js'
import { shownUrl } from '../../src/client/shownUrl.js'
import { json } from '../monitor/misbehaviour.js'
import { scene, thrownBy } from './backEnd.js'

describe('a base with credentials', () => {
  it.each([
    'https:/ann:hunter2@api.test',
    'https:ann:hunter2@api.test',
    'http:ann:hunter2@api.test',
    'https:\\\\ann:hunter2@api.test',
    'https://ann@api.test',
    'https://:hunter2@api.test',
    ' https://ann:hunter2@api.test',
    'ht\ttps://ann:hunter2@api.test',
    '//ann:hunter2@api.test',
    '\\\\ann:hunter2@api.test',
    // No url at all, but one in which a password stands.
    'https://ann:hunter2@api.test:99999',
    'https:/ann:hunter2@api.test:99999',
    'ftp:ann:hunter2@api.test',
  ])('is refused in every spelling, and not shown: %j', (baseUrl) => {
    expect(() => createBackendClient({ baseUrl })).toThrow(
      'option `baseUrl`: expected a url without credentials, query and fragment, got another.',
    )
  })

  it('is another than one with an @ in its path', () => {
    for (const baseUrl of ['https://api.test/@scope', '/@scope', '@scope', 'capacitor://localhost']) {
      expect(() => createBackendClient({ baseUrl })).not.toThrow()
    }
  })
})

describe('the url that is shown', () => {
  it.each([
    ['/a?access_%74oken=x&page=2', '/a?access_%74oken=…&page=2'],
    ['/a?%=1&token=x', '/a?%=1&token=…'],
    ['/a?code=x&jwt=x&otp=x&pin=x', '/a?code=…&jwt=…&otp=…&pin=…'],
    ['/a?cardPin=x&auth=x&session=x&sig=x', '/a?cardPin=…&auth=…&session=…&sig=…'],
    ['/a?signature=x&credential=x&PASSWORD=x', '/a?signature=…&credential=…&PASSWORD=…'],
    ['/a;token=x/b', '/a;token=…'],
    ['/a?page=2;token=x', '/a?page=2;token=…'],
    ['/a#access_token=x&page=2', '/a#access_token=…&page=2'],
    ['/a?token=x;y?z;page=2&size=1#top', '/a?token=…&size=1#top'],
    ['/a?q=b?token=x', '/a?q=b?token=…'],
    ['/a?token=x=y', '/a?token=…'],
    ['/a?shipping=fast&pins=2&q=token&token', '/a?shipping=fast&pins=2&q=token&token'],
    ['/token=x/pens', '/token=x/pens'],
  ])('of %s is %s', (href, shown) => {
    expect(shownUrl(href)).toBe(shown)
  })

  it('takes no long time for a long url', () => {
    expect(shownUrl('?a;'.repeat(100_000))).toHaveLength(300_000)
  })
})

describe('a header that cannot be sent', () => {
  it('is named without its value', async () => {
    const { server, client } = await scene(json({}))
    const text = (name: string) =>
      `react-api-status: option \`headers\`: expected a name and a value that HTTP allows, got others for '${name}'.`
    for (const value of ['Bearer hunter2\nx', 'Bearer hünter2 🖊']) {
      const error = await thrownBy(client.get('/orders', { headers: { Authorization: value } }))
      expect(error).toEqual(new TypeError(text('Authorization')))
      expect(error).not.toHaveProperty('cause')
    }
    expect(await thrownBy(client.post('/orders', {}, { idempotencyKey: 'hunter2\n2' }))).toEqual(
      new TypeError(text('idempotency-key')),
    )
    expect(server.hits).toHaveLength(0)
  })
})
