/** @type {import('next').NextConfig} */
export default {
  // This folder is the whole app, also where another lock file lies above it.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
}
