import { afterEach, describe, expect, it } from 'vitest'
import { findFlaws } from '../../stories/shots/flaws.js'

/** What is said of a page with this in its body. */
function flawsOf(html: string): string[] {
  document.body.innerHTML = html
  return findFlaws()
}

afterEach(() => {
  document.body.innerHTML = ''
})

const LONG = 'A sentence that is longer than the box it was given'

describe('A look at a page', () => {
  it('finds nothing where all text can be read', () => {
    expect(flawsOf(`<p>${LONG}</p><button>Retry now</button>`)).toEqual([])
  })

  it('finds text cut off at the side', () => {
    expect(flawsOf(`<p style="width: 80px; overflow: hidden; white-space: nowrap">${LONG}</p>`)).toEqual([
      expect.stringContaining('cuts text off at the side'),
    ])
  })

  it('finds text cut off by a box around it', () => {
    const html = `<div style="width: 80px; overflow: clip"><p style="width: 300px">${LONG}</p></div>`
    expect(flawsOf(html)).toEqual([expect.stringContaining('cuts text off at the side')])
  })

  it('finds text cut off below', () => {
    expect(flawsOf(`<p style="width: 80px; height: 20px; overflow: hidden">${LONG}</p>`)).toEqual([
      expect.stringContaining('cuts text off below'),
    ])
  })

  it('finds a page that scrolls sideways, and what sticks out', () => {
    expect(flawsOf(`<p style="width: 4000px">${LONG}</p>`)).toEqual([
      expect.stringContaining('scrolls sideways'),
      expect.stringContaining('sticks out of the window'),
    ])
  })

  it('finds what sticks out at the other side, where no scrolling leads', () => {
    expect(flawsOf(`<p style="position: fixed; left: -40px">${LONG}</p>`)).toEqual([
      expect.stringContaining('sticks out of the window'),
    ])
  })

  it('says which part it is, and what it says', () => {
    const html = `<p data-api-status="message" style="width: 80px; overflow: hidden; white-space: nowrap">${LONG}</p>`
    expect(flawsOf(html)[0]).toContain('<p data-api-status="message"> "A sentence')
  })

  it('leaves alone what is hidden on purpose', () => {
    const announcer = 'position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)'
    expect(flawsOf(`<div style="${announcer}"><p>${LONG}</p></div><p hidden>${LONG}</p>`)).toEqual([])
  })

  it('leaves alone what can be scrolled by keyboard, and nothing else that scrolls', () => {
    const scroller = 'width: 80px; overflow: auto; white-space: nowrap'
    expect(flawsOf(`<div tabindex="0" style="${scroller}"><p>${LONG}</p></div>`)).toEqual([])
    expect(flawsOf(`<div style="${scroller}"><p>${LONG}</p></div>`)).toHaveLength(1)
  })
})
