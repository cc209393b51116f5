import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../../app/session.tsx';
import { MyWork } from './MyWork.tsx';

/** Where everybody starts: the clerk at the counter goes straight to Redeem, everyone else to what waits for them. */
export function HomePage() {
  const { may } = useSession();
  if (may('voucher.redeem') && !may('registry.register')) return <ToRedeem />;
  return <MyWork />;
}

/** Goes on at every arrival here, also when somebody comes back while the other page is still loading. */
function ToRedeem() {
  const navigate = useNavigate();
  const location = useRouterState({ select: (state) => state.location });
  useEffect(() => {
    if (location.pathname === '/') void navigate({ to: '/vouchers/redeem', replace: true });
  }, [location, navigate]);
  return null;
}
