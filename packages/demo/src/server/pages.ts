import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

/** The built pages of the web app. Its addresses are its own to route, so each of them answers with the one document. */
export function createPages(folder: string): Hono {
  const app = new Hono()
  app.get('/', (context) => context.redirect('/notes'))
  app.use(
    '/assets/*',
    serveStatic({
      root: folder,
      onFound: (_, context) => context.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  )
  app.use('*', serveStatic({ root: folder }))
  for (const address of ['/notes', '/notes/*', '/invite/*']) {
    app.get(
      address,
      serveStatic({
        root: folder,
        path: 'index.html',
        onFound: (_, context) => {
          context.header('Cache-Control', 'no-cache')
          // An address that holds a token is no other site's business.
          context.header('Referrer-Policy', 'same-origin')
        },
      }),
    )
  }
  return app
}
