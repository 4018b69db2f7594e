import { backendCommand, backendQuery } from './backend-command'
import { changeDomain, domainPage, endDomain, makeDomain } from './domain-changes'
import { found } from './scene'

export const backendListDomains = backendQuery('listDomains', (scene) =>
  domainPage(scene, scene.input.organizationId, scene.input),
)

export const backendAddDomain = backendCommand('addDomain', {
  run: (scene) => makeDomain(scene, found(scene.organization, 'organizationId'), scene.input),
})

export const backendUpdateDomain = backendCommand('updateDomain', {
  run: (scene) =>
    changeDomain(scene, found(scene.organization, 'organizationId'), scene.input.domainId, scene.input),
})

export const backendRemoveDomain = backendCommand('removeDomain', {
  run: (scene) => endDomain(scene, found(scene.organization, 'organizationId'), scene.input.domainId),
})
