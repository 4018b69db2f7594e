import { backendCommand, backendQuery } from './backend-command'
import { changeDomain, domainPage, endDomain, endsRequests, makeDomain } from './domain-changes'
import { found } from './scene'

export const backendListDomains = backendQuery('listDomains', (scene) =>
  domainPage(scene, scene.input.organizationId, scene.input),
)

export const backendAddDomain = backendCommand('addDomain', {
  run: (scene) => makeDomain(scene, found(scene.organization, 'organizationId'), scene.input),
})

export const backendUpdateDomain = backendCommand('updateDomain', {
  isExclusive: endsRequests,
  run: (scene) =>
    changeDomain(scene, found(scene.organization, 'organizationId'), scene.input.domainId, scene.input),
})

export const backendRemoveDomain = backendCommand('removeDomain', {
  isExclusive: true,
  run: (scene) => endDomain(scene, found(scene.organization, 'organizationId'), scene.input.domainId),
})
