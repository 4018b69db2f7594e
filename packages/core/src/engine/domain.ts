import { accessed } from './admit'
import { command, query } from './command'
import { changeDomain, domainPage, endDomain, endsRequests, makeDomain } from './domain-changes'

export const listDomains = query('listDomains', (scene) =>
  domainPage(scene, accessed(scene.access).organization.id, scene.input),
)

export const addDomain = command('addDomain', {
  run(scene) {
    const { name, enrollmentMode } = scene.input
    // Whatever stands beside: only the app itself vouches for a domain.
    return makeDomain(scene, accessed(scene.access).organization, { name, enrollmentMode })
  },
})

export const updateDomain = command('updateDomain', {
  isExclusive: endsRequests,
  run: (scene) => changeDomain(scene, accessed(scene.access).organization, scene.input.domainId, scene.input),
})

export const removeDomain = command('removeDomain', {
  // Whoever asked to join by it is told, and may be doing something at this moment.
  isExclusive: true,
  run: (scene) => endDomain(scene, accessed(scene.access).organization, scene.input.domainId),
})
