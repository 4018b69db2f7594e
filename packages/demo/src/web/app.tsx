import { httpAdapter } from '@orgkit/adapters/http'
import { OrgkitProvider, Show } from '@orgkit/react'
import { OrganizationSwitcher, SessionTaskGate, UserButton } from '@orgkit/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { identity } from './accounts'
import { Brand } from './brand'
import { Invitation } from './invitation'
import { Notes } from './notes'
import { decodePart, navigate, usePath } from './path'
import { SignIn } from './sign-in'

const adapter = httpAdapter({ baseUrl: '/api/orgkit/v1' })
/** The app's own data; orgkit keeps its own apart. */
const queryClient = new QueryClient()
/** With the dialog and its form, which a first visit does not need. */
const Settings = lazy(async () => ({ default: (await import('./settings')).Settings }))
const slugPrefix = 'notes.test/'

/** Dropping orgkit into an app: a provider, a gate, and two buttons. */
export function App() {
  const { path } = usePath()
  const token = /^\/invite\/([^/]+)\/?$/.exec(path)?.[1]
  return (
    <OrgkitProvider adapter={adapter} identity={identity} navigate={(address) => navigate(address)}>
      {token !== undefined ? (
        <Invitation key={token} token={decodePart(token)} />
      ) : (
        <>
          <Show when="signed-in" treatPendingAsSignedOut={false}>
            <header className="bar">
              <Brand />
              <Show when="signed-in">
                <OrganizationSwitcher
                  slugPrefix={slugPrefix}
                  onInvite={() => navigate('/notes/settings#invite')}
                  organizationProfileUrl="/notes/settings"
                />
              </Show>
              <span className="bar-space" />
              <UserButton />
            </header>
          </Show>
          <SessionTaskGate appName="Notes" signedOut={<SignIn />} slugPrefix={slugPrefix}>
            <QueryClientProvider client={queryClient}>
              {path === '/notes/settings' ? (
                <Suspense fallback={null}>
                  <Settings />
                </Suspense>
              ) : (
                <Notes />
              )}
            </QueryClientProvider>
          </SessionTaskGate>
        </>
      )}
    </OrgkitProvider>
  )
}
