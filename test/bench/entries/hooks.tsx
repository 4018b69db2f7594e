import { httpAdapter } from '@orgkit/adapters/http'
import {
  OrgkitProvider,
  useOrganization,
  useOrganizationList,
  useSession,
  useSwitchOrganization,
} from '@orgkit/react'
import { createRoot } from 'react-dom/client'

function App() {
  console.log(useSession(), useOrganization(), useOrganizationList(), useSwitchOrganization())
  return null
}

createRoot(document.body).render(
  <OrgkitProvider adapter={httpAdapter({ baseUrl: '/api/orgkit/v1' })}>
    <App />
  </OrgkitProvider>,
)
