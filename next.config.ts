import type { NextConfig } from 'next'

const config: NextConfig = {
  typedRoutes: true,
  // `npm run check` types everything, the tests too; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // Nothing here needs resizing, and the optimizer has had its own vulnerabilities.
  images: { unoptimized: true },
  // Printed arguments of a server action could hold a credential.
  logging: { serverFunctions: false },
  serverExternalPackages: ['graphile-worker', 'pg', 'pino'],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: '64kb' },
  },
}

export default config
