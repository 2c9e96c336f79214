import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from '#components/ui/button-class.ts'

export function Button({
  look = 'secondary',
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook }) {
  return <button {...rest} type={type} className={buttonClass(look)} />
}
