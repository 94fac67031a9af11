import { createRoutesFromElements, createBrowserRouter, Route, Routes } from 'react-router';

function Shell() {
  return null;
}

const data = createRoutesFromElements(
  <Route path="/" element={<Shell />}>
    <Route index element={<Shell />} />
    <Route path="inbox/:box?" element={<Shell />} />
    <>
      <Route path="help" element={<Shell />} />
    </>
    {import.meta.env.DEV && <Route path="lab" element={<Shell />} />}
  </Route>,
);

export const router = createBrowserRouter(data);

export function App() {
  return (
    <Routes>
      <Route path="welcome/*" element={<Shell />} />
      <Route path="orders">
        <Route path=":order" element={<Shell />} />
      </Route>
    </Routes>
  );
}
