import { messageGroup } from '../group'

export const logoMessages = /* @__PURE__ */ messageGroup('logo', () => ({
  label: 'Logo',
  upload: 'Upload logo',
  replace: 'Replace logo',
  remove: 'Remove',
  help: 'Square PNG, JPEG or WebP, up to 512 kB',
  wrongType: 'This is not a picture we can use. Choose a PNG, JPEG or WebP.',
  tooLarge: 'This file is larger than 512 kB. Choose a smaller one.',
}))
