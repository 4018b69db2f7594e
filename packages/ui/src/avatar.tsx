import { forwardRef, useCallback, useState, type ComponentPropsWithoutRef } from 'react'
import { initialsOf, markOf } from './mark'
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
export const OrganizationAvatar = forwardRef<HTMLSpanElement, OrganizationAvatarProps>(
  function OrganizationAvatar({ name, imageUrl, size = 32, className, ...props }, ref) {
    const { hue, figure, letter } = markOf(name)
    return (
      <span
        ref={ref}
        aria-hidden="true"
        {...part('organization-avatar', className, 'orgkit-avatar')}
        data-kind="organization"
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

/** A person: a circle. Renders a `<span>`, hidden from assistive technology, since the name stands beside it. */
export const UserAvatar = forwardRef<HTMLSpanElement, UserAvatarProps>(function UserAvatar(
  { name, imageUrl, size = 32, className, ...props },
  ref,
) {
  return (
    <span
      ref={ref}
      aria-hidden="true"
      {...part('user-avatar', className, 'orgkit-avatar')}
      data-kind="user"
      data-size={size}
      data-hue={markOf(name).hue}
      {...props}
    >
      {initialsOf(name)}
      {imageUrl ? <Picture key={imageUrl} src={imageUrl} /> : null}
    </span>
  )
})

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
