import { forwardRef, useCallback, useState, type ComponentPropsWithoutRef } from 'react'
import { initialsOf, markOf, type Mark } from './mark'
import { part } from './part'

export type AvatarSize = 22 | 28 | 32 | 36 | 40 | 56 | 72

interface AvatarProps extends Omit<ComponentPropsWithoutRef<'span'>, 'children'> {
  /** The whole name. The mark is made from it alone. */
  name: string
  /** A picture, shown over the mark once it has loaded. A broken one leaves the mark. */
  imageUrl?: string | null
  /** Pixels. In a row the row's density decides. @default 32 */
  size?: AvatarSize
}

export type OrganizationAvatarProps = AvatarProps
export type UserAvatarProps = AvatarProps

/** An organization: a rounded square. Renders a `<span>`, hidden from assistive technology, since the name stands beside it. */
export const OrganizationAvatar = /* @__PURE__ */ avatar('organization', markOf)

/** A person: a circle. Renders a `<span>`, hidden from assistive technology, since the name stands beside it. */
export const UserAvatar = /* @__PURE__ */ avatar('user', (name) => ({
  hue: markOf(name).hue,
  letter: initialsOf(name),
}))

function avatar(
  kind: 'organization' | 'user',
  toMark: (name: string) => Pick<Mark, 'hue' | 'letter'> & Partial<Mark>,
) {
  const name = `${kind}-avatar`
  const Avatar = forwardRef<HTMLSpanElement, AvatarProps>(
    ({ name: whole, imageUrl, size = 32, className, ...props }, ref) => {
      const { hue, figure, letter } = toMark(whole)
      return (
        <span
          ref={ref}
          aria-hidden="true"
          {...part(name, className, 'orgkit-avatar')}
          data-kind={kind}
          data-size={size}
          data-hue={hue}
          data-figure={figure}
          {...props}
        >
          {letter}
          {imageUrl ? <Picture key={imageUrl} src={imageUrl} /> : null}
        </span>
      )
    },
  )
  Avatar.displayName = name
  return Avatar
}

function Picture({ src }: { src: string }) {
  const [state, setState] = useState<'loading' | 'loaded' | 'broken'>('loading')
  // A picture in server-rendered HTML may have loaded before React listens.
  const check = useCallback((image: HTMLImageElement | null) => {
    if (image?.complete) setState(image.naturalWidth > 0 ? 'loaded' : 'broken')
  }, [])
  if (state === 'broken') return null
  return (
    <img
      ref={check}
      src={src}
      alt=""
      decoding="async"
      draggable={false}
      data-loaded={state === 'loaded' || undefined}
      onLoad={() => setState('loaded')}
      onError={() => setState('broken')}
    />
  )
}
