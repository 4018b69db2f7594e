import { embeddedAdapter } from '@orgkit/adapters/embedded'
import type { ConformanceBackend } from '@orgkit/core/conformance'

/** The embedded backend; each world is a page of its own. */
export const embeddedBackend: ConformanceBackend = {
  name: 'embedded',
  hooks: ['addMember', 'updateSettings', 'readMail', 'publishTxt', 'backend', 'plan', 'applicationCreatedAt'],
  async createWorld({ settings, roles, plan = 'pro', applicationCreatedAt }) {
    const { controls } = embeddedAdapter({
      settings: { organizationsEnabled: false, ...settings },
      roles,
      plan,
      applicationCreatedAt,
      seed: { users: [] },
    })
    return {
      async signUp(user) {
        const page = controls.as(null)
        page.controls.signUp(user)
        return page
      },
      signedOut: () => controls.as(null),
      addMember: controls.addMember,
      updateSettings: async (change) => controls.updateSettings(change),
      readMail: async (address) => [
        ...(await controls.readMail(address)).map(({ link }) => ({ links: [link] })),
        ...(await controls.readCodes(address)).map(({ code }) => ({ links: [], code })),
      ],
      publishTxt: async (name, value) => controls.publishTxt(name, value),
      backend: controls.backend,
      close: async () => {},
    }
  },
}
