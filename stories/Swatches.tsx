import type { CSSProperties, ReactElement } from 'react'
import { CSS_VARIABLES } from '../src/components/contract.js'
import '../src/styles/index.css'
import './Swatches.css'

const NO_COLOUR = /-(?:tint|radius|shape-size|clip|fill|color)$/

/** The tokens of the kit, each with what it is for; colours as they are on light and on dark pages. */
export function Swatches(): ReactElement {
  return (
    <table className="swatches">
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Light</th>
          <th scope="col">Dark</th>
          <th scope="col">What for</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(CSS_VARIABLES).map(([token, meaning]) => (
          <tr key={token}>
            <th scope="row">
              <code>{token}</code>
            </th>
            <td>{!NO_COLOUR.test(token) && <Swatch token={token} scheme="light" />}</td>
            <td>{!NO_COLOUR.test(token) && <Swatch token={token} scheme="dark" />}</td>
            <td>{meaning.replaceAll('`', '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Swatch({
  token,
  scheme,
}: {
  readonly token: string
  readonly scheme: 'light' | 'dark'
}): ReactElement {
  const style = { '--swatch': `var(${token})` } as CSSProperties
  return <span className="swatch" data-scheme={scheme} style={style} />
}
