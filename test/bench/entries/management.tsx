import '@orgkit/ui/styles.css'
import { httpAdapter } from '@orgkit/adapters/http'
import { OrgkitProvider } from '@orgkit/react'
import { OrganizationProfile } from '@orgkit/ui'
import { createRoot } from 'react-dom/client'

createRoot(document.body).render(
  <OrgkitProvider adapter={httpAdapter({ baseUrl: '/api/orgkit/v1' })}>
    <OrganizationProfile />
  </OrgkitProvider>,
)
