import type { ReactNode } from 'react'
import 'react-api-status/styles.css'
import './globals.css'

export const metadata = { title: 'Shop' }

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
